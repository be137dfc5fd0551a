CREATE TABLE from_image (id int);
